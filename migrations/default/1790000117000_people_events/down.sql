-- What happened stays known by these names: nothing to take back.
select 1;
