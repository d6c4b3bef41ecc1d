package dev.callvault.store.postgres.sql;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingGetStatementContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.Converters;
import org.jooq.DataType;
import org.jooq.Param;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;

/**
 * Sends an array in binary, as the driver does. By itself jOOQ would write it as text, to be encoded here and parsed by
 * the server.
 */
final class ArrayBinding<T> extends AbstractBinding<T[], T[]> {
    private final DataType<T> element;

    private ArrayBinding(DataType<T> element) {
        this.element = element;
    }

    static <T> Param<T[]> val(DataType<T> element, T[] values) {
        return DSL.val(values, element.array().asConvertedDataType(new ArrayBinding<>(element)));
    }

    @Override
    public Converter<T[], T[]> converter() {
        return Converters.identity(element.getArrayType());
    }

    @Override
    public void set(BindingSetStatementContext<T[]> context) throws SQLException {
        PreparedStatement statement = context.statement();
        Array array =
                statement.getConnection().createArrayOf(element.getTypeName(context.configuration()), context.value());
        statement.setArray(context.index(), array);
    }

    @Override
    public void get(BindingGetResultSetContext<T[]> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("only parameters are supported");
    }

    @Override
    public void get(BindingGetStatementContext<T[]> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("only parameters are supported");
    }
}
