"""The admin's pages for translators, reviewers and coordinators. Each asks translation.rights before anything else."""
