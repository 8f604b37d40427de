SELECT seed FROM signing_key WHERE id = 1
