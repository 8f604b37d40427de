SELECT c.page_count * s.page_size
FROM pragma_page_count c, pragma_page_size s, pragma_auto_vacuum v
WHERE v.auto_vacuum = 0
