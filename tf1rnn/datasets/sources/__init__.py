"""Where a user's data come from: plain files, .gz and .zip, text of any encoding, line by line."""
