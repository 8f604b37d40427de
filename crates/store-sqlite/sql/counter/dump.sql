SELECT name, n FROM counter ORDER BY name
