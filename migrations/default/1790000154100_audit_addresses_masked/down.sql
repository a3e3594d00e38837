-- What was taken out does not come back.
select 1;
