"""What `make bench` measures: speed, memory and quality, each beside what a user would pick instead."""
