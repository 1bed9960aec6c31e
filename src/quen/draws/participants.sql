-- Everybody with entries, as whom she counts today; staff and other insiders take no part.
SELECT coalesce(self.root_id, self.id) AS root, sum(entry.count)::bigint
FROM draws_entry AS entry
JOIN people_customer AS self ON self.id = entry.customer_id
JOIN people_customer AS root ON root.id = coalesce(self.root_id, self.id)
WHERE entry.draw_id = %(draw)s AND NOT root.is_internal AND NOT self.is_internal
GROUP BY 1
ORDER BY 1
