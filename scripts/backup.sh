# shellcheck shell=bash
# placeholder until written below
