// Two columns are called id.
//#replace
select tickets.id, title, is_done, created_at, assignee_id, full_name
//#with
select tickets.*, people.*
//#end
//#replace
row['assignee_id'] === null ? null
//#with
row['id'] === null ? null
//#end
