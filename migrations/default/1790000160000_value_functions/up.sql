-- The same rule as domain/values/cron-expression.ts; a test compares the two.
create or replace function public.is_cron_expression(expression text) returns boolean
  language plpgsql immutable
  as $$
declare
  lowest constant integer[] := array[0, 0, 1, 1, 0];
  highest constant integer[] := array[59, 23, 31, 12, 7];
  fields text[] := string_to_array(expression, ' ');
  item text;
  parts text[];
  first integer;
  last integer;
begin
  if expression is null or length(expression) > 200 or cardinality(fields) <> 5 then
    return false;
  end if;
  for i in 1..5 loop
    if fields[i] = '' then
      return false;
    end if;
    foreach item in array string_to_array(fields[i], ',') loop
      parts := regexp_match(item, '^(?:[*]|([0-9]{1,2})(?:-([0-9]{1,2}))?)(?:/([0-9]{1,2}))?$');
      if parts is null then
        return false;
      end if;
      first := coalesce(parts[1]::integer, lowest[i]);
      last := coalesce(parts[2]::integer, parts[1]::integer, highest[i]);
      if first < lowest[i] or last > highest[i] or first > last then
        return false;
      end if;
      -- A step goes through a range, and not beyond it.
      if parts[3] is not null and (parts[3]::integer < 1 or parts[3]::integer > highest[i] or (parts[1] is not null and parts[2] is null)) then
        return false;
      end if;
    end loop;
  end loop;
  return true;
end
$$;

comment on function public.is_cron_expression(text) is
  'Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday); numbers, ranges, lists, steps.';
