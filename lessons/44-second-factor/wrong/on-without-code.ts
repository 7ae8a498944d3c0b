// Takes a factor that was begun for one that is on.
//#file users.ts
//#replace
  (select 1 from second_factors where user = users.id and enabled_at is not null) as has_factor`
//#with
  (select 1 from second_factors where user = users.id) as has_factor`
//#end
