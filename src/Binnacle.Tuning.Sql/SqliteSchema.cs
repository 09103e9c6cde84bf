namespace Binnacle.Tuning.Sql;

/// <summary>Optuna's tables on SQLite, and which of its versions can be used.</summary>
internal static class SqliteSchema
{
    /// <summary>The version of new databases: that of Optuna 3.2 to 5.0.</summary>
    public const string CurrentHead = "v3.2.0.a";

    // Tables and columns of these are the same.
    private static readonly string[] UsableHeads = ["v3.0.0.d", CurrentHead];

    private static readonly string[] OldHeads =
        ["v0.9.0.a", "v1.2.0.a", "v1.3.0.a", "v2.4.0.a", "v2.6.0.a", "v3.0.0.a", "v3.0.0.b", "v3.0.0.c"];

    private const string Tables = """
        CREATE TABLE alembic_version (
            version_num VARCHAR(32) NOT NULL,
            CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
        );
        CREATE TABLE studies (
            study_id INTEGER NOT NULL,
            study_name VARCHAR(512) NOT NULL,
            PRIMARY KEY (study_id)
        );
        CREATE TABLE study_directions (
            study_direction_id INTEGER NOT NULL,
            direction VARCHAR(8) NOT NULL,
            study_id INTEGER NOT NULL,
            objective INTEGER NOT NULL,
            PRIMARY KEY (study_direction_id),
            UNIQUE (study_id, objective),
            FOREIGN KEY(study_id) REFERENCES studies (study_id)
        );
        CREATE TABLE study_system_attributes (
            study_system_attribute_id INTEGER NOT NULL,
            study_id INTEGER,
            "key" VARCHAR(512),
            value_json TEXT,
            PRIMARY KEY (study_system_attribute_id),
            UNIQUE (study_id, "key"),
            FOREIGN KEY(study_id) REFERENCES studies (study_id)
        );
        CREATE TABLE study_user_attributes (
            study_user_attribute_id INTEGER NOT NULL,
            study_id INTEGER,
            "key" VARCHAR(512),
            value_json TEXT,
            PRIMARY KEY (study_user_attribute_id),
            UNIQUE (study_id, "key"),
            FOREIGN KEY(study_id) REFERENCES studies (study_id)
        );
        CREATE TABLE trials (
            trial_id INTEGER NOT NULL,
            number INTEGER,
            study_id INTEGER,
            state VARCHAR(8) NOT NULL,
            datetime_start DATETIME,
            datetime_complete DATETIME,
            PRIMARY KEY (trial_id),
            FOREIGN KEY(study_id) REFERENCES studies (study_id)
        );
        CREATE TABLE trial_heartbeats (
            trial_heartbeat_id INTEGER NOT NULL,
            trial_id INTEGER NOT NULL,
            heartbeat DATETIME NOT NULL,
            PRIMARY KEY (trial_heartbeat_id),
            UNIQUE (trial_id),
            FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
        );
        CREATE TABLE trial_intermediate_values (
            trial_intermediate_value_id INTEGER NOT NULL,
            trial_id INTEGER NOT NULL,
            step INTEGER NOT NULL,
            intermediate_value FLOAT,
            intermediate_value_type VARCHAR(7) NOT NULL,
            PRIMARY KEY (trial_intermediate_value_id),
            UNIQUE (trial_id, step),
            FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
        );
        CREATE TABLE trial_params (
            param_id INTEGER NOT NULL,
            trial_id INTEGER,
            param_name VARCHAR(512),
            param_value FLOAT,
            distribution_json TEXT,
            PRIMARY KEY (param_id),
            UNIQUE (trial_id, param_name),
            FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
        );
        CREATE TABLE trial_system_attributes (
            trial_system_attribute_id INTEGER NOT NULL,
            trial_id INTEGER,
            "key" VARCHAR(512),
            value_json TEXT,
            PRIMARY KEY (trial_system_attribute_id),
            UNIQUE (trial_id, "key"),
            FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
        );
        CREATE TABLE trial_user_attributes (
            trial_user_attribute_id INTEGER NOT NULL,
            trial_id INTEGER,
            "key" VARCHAR(512),
            value_json TEXT,
            PRIMARY KEY (trial_user_attribute_id),
            UNIQUE (trial_id, "key"),
            FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
        );
        CREATE TABLE trial_values (
            trial_value_id INTEGER NOT NULL,
            trial_id INTEGER NOT NULL,
            objective INTEGER NOT NULL,
            value FLOAT,
            value_type VARCHAR(7) NOT NULL,
            PRIMARY KEY (trial_value_id),
            UNIQUE (trial_id, objective),
            FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
        );
        CREATE TABLE version_info (
            version_info_id INTEGER NOT NULL,
            schema_version INTEGER,
            library_version VARCHAR(256),
            PRIMARY KEY (version_info_id),
            CHECK (version_info_id=1)
        );
        CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
        CREATE INDEX ix_trials_study_id ON trials (study_id);
        INSERT INTO version_info (version_info_id, schema_version, library_version) VALUES (1, 12, '4.9.0');
        INSERT INTO alembic_version (version_num) VALUES ('v3.2.0.a');
        """;

    /// <summary>Makes the tables of an empty database; checks the version of any other and leaves it as it is.</summary>
    /// <exception cref="TuningException">The database has another version, or is no study database.</exception>
    public static void Prepare(SqliteSession session)
    {
        if (Head(session) is null)
        {
            session.Write(() =>
            {
                if (session.Single("SELECT COUNT(*) FROM sqlite_master") is 0L)
                    session.Script(Tables);
            });
        }

        Check(session.Path, Head(session));
    }

    private static void Check(string path, string? head)
    {
        if (head is null)
            throw new TuningException($"{path}: this database holds something other than studies (it has no table alembic_version).");
        if (OldHeads.Contains(head))
            throw new TuningException($"{path}: the studies have the old version {head}; expected {string.Join(" or ", UsableHeads)}. Run `optuna storage upgrade` on it.");
        if (!UsableHeads.Contains(head))
            throw new TuningException($"{path}: the studies have the unknown version {head}; expected {string.Join(" or ", UsableHeads)}. It was left as it is.");
    }

    private static string? Head(SqliteSession session) =>
        session.Single("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'") is 1L
            ? session.Single("SELECT version_num FROM alembic_version") as string
            : null;
}
