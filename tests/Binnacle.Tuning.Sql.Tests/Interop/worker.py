"""A worker of Optuna for tests of shared studies: worker.py fill|optimize|show URL [TRIALS NAME]."""

import json
import math
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def open_storage(url):
    if url.startswith("journal:"):
        path = url[len("journal:"):]
        if hasattr(optuna.storages, "journal"):
            return optuna.storages.JournalStorage(optuna.storages.journal.JournalFileBackend(path))
        return optuna.storages.JournalStorage(optuna.storages.JournalFileStorage(path))
    return optuna.storages.RDBStorage(url.replace("postgresql://", "postgresql+psycopg2://"))


def plain(value):
    return "nan" if isinstance(value, float) and math.isnan(value) else value


def fill(storage):
    """A study with trials of every kind, continued when it exists."""
    study = optuna.create_study(storage=storage, study_name="s", load_if_exists=True, sampler=optuna.samplers.RandomSampler())
    study.set_user_attr("python", {"list": [1, 2.5, None], "text": "\u00fc"})
    for kind in ("complete", "pruned", "fail"):
        trial = study.ask()
        trial.suggest_float("x", 0, 1)
        trial.suggest_float("lr", 1e-5, 1e-1, log=True)
        trial.suggest_int("n", 0, 10, step=5)
        trial.suggest_categorical("c", ["a", None, True, 2.5])
        trial.report(0.25, 0)
        trial.report(float("nan"), 7)
        trial.set_user_attr("kind", kind)
        if kind == "complete":
            study.tell(trial, 1.5)
        else:
            study.tell(trial, state=optuna.trial.TrialState[kind.upper()])
    study.enqueue_trial({"x": 0.75})


def optimize(storage, trials, name):
    study = optuna.load_study(storage=storage, study_name="s", sampler=optuna.samplers.RandomSampler())

    for _ in range(trials):
        trial = ask(study)
        trial.set_user_attr("worker", name)
        print(trial.number, flush=True)
        study.tell(trial, trial.suggest_float("x", 0, 1))


def ask(study):
    """Optuna raises when a waiting trial that it has seen was claimed and even finished by another worker meanwhile."""
    while True:
        try:
            return study.ask()
        except RuntimeError as error:
            if "already finished" not in str(error):
                raise


def show(storage):
    study = optuna.load_study(storage=storage, study_name="s")
    print(json.dumps({
        "user_attrs": study.user_attrs,
        "trials": [
            {
                "number": trial.number,
                "state": trial.state.name,
                "values": trial.values,
                "params": dict(sorted(trial.params.items())),
                "intermediate_values": {str(step): plain(value) for step, value in trial.intermediate_values.items()},
                "user_attrs": trial.user_attrs,
                "system_attrs": trial.system_attrs,
                "started": trial.datetime_start is not None,
            }
            for trial in study.trials
        ],
    }))


command, url, *rest = sys.argv[1:]
storage = open_storage(url)
if command == "fill":
    fill(storage)
elif command == "optimize":
    optimize(storage, int(rest[0]), rest[1])
else:
    show(storage)
