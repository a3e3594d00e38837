-- The row goes with its table.
select 1;
