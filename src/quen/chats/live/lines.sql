-- A range of the unique index (chat, number): as many rows as are new.
SELECT number, kind, text, author, key, to_json(at) #>> '{}' AS at
FROM chats_line
WHERE chat_id = %(chat)s AND number > %(after)s AND (%(for_staff)s OR kind <> 'handed')
ORDER BY number
LIMIT 500
