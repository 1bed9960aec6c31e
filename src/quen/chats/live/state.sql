-- One row by its primary key.
SELECT state, last, visitor_seen, staff_seen, ticket_id IS NOT NULL AS is_ticket, owner_id
FROM chats_chat
WHERE id = %(chat)s
