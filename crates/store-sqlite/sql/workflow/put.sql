INSERT INTO workflow (id, slug, key, title, about, owner, live_version, rev, binned)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (id) DO UPDATE SET
  slug = excluded.slug,
  key = excluded.key,
  title = excluded.title,
  about = excluded.about,
  owner = excluded.owner,
  live_version = excluded.live_version,
  rev = excluded.rev,
  binned = excluded.binned
