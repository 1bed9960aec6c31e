-- One statement for all cards: a join of the list on the primary key, where an update a customer takes minutes.
UPDATE people_customer AS customer
SET kind = told.kind, gender = told.gender, birth_date = told.birth_date, area = told.area,
    interests = told.interests, source = told.source, income_band = told.income_band,
    is_internal = told.is_internal, household_id = told.household_id
FROM jsonb_to_recordset(%(cards)s::jsonb) AS told (
    customer bigint, kind text, gender text, birth_date date, area text, interests text[], source text,
    income_band text, is_internal boolean, household_id bigint)
WHERE customer.id = told.customer;
