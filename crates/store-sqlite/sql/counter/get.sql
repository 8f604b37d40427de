SELECT n FROM counter WHERE name = ?1
