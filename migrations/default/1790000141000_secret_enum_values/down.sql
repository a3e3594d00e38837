-- The scopes go with their table; events that happened keep their type.
select 1;
