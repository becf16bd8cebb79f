"""The lesson: one file a listing; parts/ holds what several of them share."""
