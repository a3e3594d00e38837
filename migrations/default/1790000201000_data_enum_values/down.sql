-- The rows go with their tables.
select 1;
