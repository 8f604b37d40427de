UPDATE notification SET read = 1 WHERE person = ?1 AND id <= ?2 AND read = 0
