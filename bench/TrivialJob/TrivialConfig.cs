namespace Binnacle.Bench.TrivialJob;

internal sealed record TrivialConfig(Database Db, int X = 0);

internal sealed record Database(string Driver, string User, int Timeout = 10);
