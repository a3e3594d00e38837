-- The rows go with their tables; events that happened keep their type.
select 1;
