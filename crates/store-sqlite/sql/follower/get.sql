SELECT cursor FROM follower WHERE name = ?1
