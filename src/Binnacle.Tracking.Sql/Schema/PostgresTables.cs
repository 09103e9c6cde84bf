namespace Binnacle.Tracking.Sql;

/// <summary>The tables' statements in PostgreSQL's words.</summary>
internal static class PostgresTables
{
    private const string SecretsTrigger = """
        CREATE OR REPLACE FUNCTION prevent_secrets_aad_mutation() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.secret_id != NEW.secret_id OR OLD.secret_name != NEW.secret_name THEN
                RAISE EXCEPTION 'secret_id and secret_name are immutable (used as AAD in encryption)';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER prevent_secrets_aad_mutation BEFORE UPDATE ON secrets FOR EACH ROW EXECUTE FUNCTION prevent_secrets_aad_mutation();
        """;

    public static string Of(string sqlite)
    {
        int trigger = sqlite.IndexOf("CREATE TRIGGER", StringComparison.Ordinal);
        string tables = (trigger < 0 ? sqlite : sqlite[..trigger])
            .Replace("CHECK (is_nan IN (0, 1)), ", "", StringComparison.Ordinal)
            .Replace(" BLOB ", " BYTEA ", StringComparison.Ordinal);
        // Only the experiments number themselves; other tables hold experiment ids as plain integers.
        int experiments = tables.IndexOf("experiment_pk", StringComparison.Ordinal);
        int id = tables.LastIndexOf("experiment_id INTEGER NOT NULL", experiments, StringComparison.Ordinal);
        tables = tables[..id] + "experiment_id SERIAL NOT NULL" + tables[(id + "experiment_id INTEGER NOT NULL".Length)..];
        return trigger < 0 ? tables : tables + SecretsTrigger;
    }
}
