"""The trivial job of the benchmarks, written for Hydra."""
import os

import hydra
from omegaconf import OmegaConf

CONF = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "TrivialJob", "conf")


@hydra.main(version_base="1.3", config_path=CONF, config_name="trivial_job")
def main(cfg):
    print(OmegaConf.to_yaml(cfg), end="")


main()
