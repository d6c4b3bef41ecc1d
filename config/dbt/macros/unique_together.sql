{#- Fails with each combination of the columns that more than one row has. Rows with a null in them are for not_null to find. -#}
{% test unique_together(model, columns) %}
select {{ columns | join(', ') }}, count(*) as how_often
from {{ model }}
where {% for column in columns %}{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}

group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
