DELETE FROM snapshot
