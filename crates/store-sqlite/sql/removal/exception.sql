DELETE FROM exception WHERE id >= ?1 << 20 AND id < (?1 + 1) << 20
