SELECT uuid FROM workspace
