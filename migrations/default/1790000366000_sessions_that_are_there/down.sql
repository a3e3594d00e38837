-- The rows go with their table.
select 1;
