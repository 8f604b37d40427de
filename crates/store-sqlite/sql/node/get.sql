SELECT hash FROM node WHERE id = ?1
