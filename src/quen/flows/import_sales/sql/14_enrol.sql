-- Everybody these rows know becomes a member with her first purchase; who is one, or was, stays as she is.
WITH person AS (
    SELECT coalesce(root_id, id) AS id FROM people_customer WHERE id = ANY (%(people)s) GROUP BY 1
), first_sale AS (
    SELECT person.id, min(purchase.bought_at) AS at
    FROM person
    JOIN people_customer AS self ON self.id = person.id OR self.root_id = person.id
    JOIN purchases_purchase AS purchase ON purchase.customer_id = self.id
    GROUP BY 1
), enrolled AS (
    INSERT INTO enrolment_member (customer_id, enrolled_at, way, enrolled_by)
    SELECT id, at, 'import', %(actor)s FROM first_sale ORDER BY id
    ON CONFLICT (customer_id) DO NOTHING
    RETURNING customer_id, enrolled_at
)
INSERT INTO events_event (kind, happened_at, customer, actor, facts)
SELECT 'member.enrolled', enrolled_at, customer_id, %(actor)s, '{"way": "import"}'::jsonb FROM enrolled ORDER BY customer_id
