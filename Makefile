# Two commands matter: `make run` and `make test`. The rest serves those who work on the portal.
PYTHON ?= python3
HOUSE = @exec $(PYTHON) -m house
.PHONY: help run test check format bench lock manage backup restore clean

help:
	@echo "make run                     installe ce qui manque et ouvre le portail (PORT=8000)"
	@echo "make test                    installe ce qui manque, vérifie tout et passe tous les tests (ARGS=…)"
	@echo "make check | format          vérifications seules | mise en forme"
	@echo "make bench                   mesures"
	@echo "make manage ARGS=…           manage.py sur la base locale"
	@echo "make backup FILE=…           sauvegarde ; make restore FILE=… REPLACE=1 : restauration"
	@echo "make lock                    recompile les fichiers de versions (UPGRADE=1 : au plus récent)"
	@echo "make clean                   efface ce qui se refait (ALL=1 : et les données locales)"

run:
	$(HOUSE) run

test:
	$(HOUSE) test $(ARGS)

check:
	$(HOUSE) check

format:
	$(HOUSE) format

bench:
	$(HOUSE) bench $(ARGS)

lock:
	$(HOUSE) lock $(if $(UPGRADE),upgrade)

manage:
	$(HOUSE) manage $(ARGS)

backup:
	$(HOUSE) manage backup $(or $(FILE),"var/backups/portal-$$(date +%Y-%m-%d-%H%M%S).tar")

restore:
	$(HOUSE) manage restore $(FILE) $(if $(REPLACE),--yes-replace)

clean:
	$(HOUSE) clean $(if $(ALL),all)
