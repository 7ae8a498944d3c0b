// Each start puts the first accounts back to what they had.
//#replace
insert or ignore into accounts (id, owner, balance) values (1, 'Ada', 500), (2, 'Zoë', 500);
//#with
insert into accounts (id, owner, balance) values (1, 'Ada', 500), (2, 'Zoë', 500)
  on conflict do update set balance = 500;
//#end
