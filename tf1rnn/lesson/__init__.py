"""The lesson: its topics, its demos, and what it prints for each listing."""
