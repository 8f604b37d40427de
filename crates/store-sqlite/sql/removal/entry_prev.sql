SELECT prev FROM entry WHERE number = ?1
