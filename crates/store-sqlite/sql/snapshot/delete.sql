DELETE FROM snapshot WHERE stream = ?1
