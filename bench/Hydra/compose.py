"""Prints the milliseconds of one warm composition: compose.py FOLDER [OVERRIDE ...]"""
import statistics
import sys
import time

from hydra import compose, initialize_config_dir

times = []
with initialize_config_dir(version_base="1.3", config_dir=sys.argv[1]):
    for _ in range(6):
        start = time.perf_counter()
        compose("config", overrides=sys.argv[2:])
        times.append((time.perf_counter() - start) * 1000)
print(statistics.median(times[1:]))
