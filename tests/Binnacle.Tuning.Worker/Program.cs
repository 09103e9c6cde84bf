using System.Globalization;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;
using Binnacle.Tuning.Worker;

// A worker of a study in a process of its own, for tests:
//   optimize URL TRIALS NAME        runs trials and prints their numbers
//   write URL LEDGER MARKER         asks and tells until it is killed; what was told is in the ledger before the next request
switch (args)
{
    case ["optimize", var url, var trials, var name]:
        Optimize(url, int.Parse(trials, CultureInfo.InvariantCulture), name);
        return 0;
    case ["write", var url, var ledger, var marker]:
        LedgerWriter.Run(url, ledger, marker);
        return 0;
    default:
        Console.Error.WriteLine("usage: optimize URL TRIALS NAME | write URL LEDGER MARKER");
        return 2;
}

static void Optimize(string url, int trials, string name)
{
    using IStudyStorage storage = StudyStorage.Open(url);
    Study study = Study.Load(new StudyOptions { Storage = storage, Sampler = new RandomSampler() });
    study.Optimize(
        trial =>
        {
            trial.SetUserAttribute("worker", name);
            Console.WriteLine(trial.Number);
            return trial.SuggestFloat("x", 0, 1);
        },
        trials);
}
