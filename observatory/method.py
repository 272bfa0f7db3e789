"""How the figures are counted, in the words of the page, of the report and of each snapshot, which keeps those of its day."""

METHOD = (
    "Sont comptés les projets publiés du portail et les acteurs publiés de l’annuaire : des organisations, jamais des personnes. Les "
    "montants des projets que porte une entreprise individuelle, c’est-à-dire une personne, comptent partout comme inconnus. "
    "Les filtres de collège, de département, d’intercommunalité et d’adhésion portent sur le porteur du projet.",
    "Un acteur compte s’il a au moins un projet terminé ou en cours, comme porteur ou comme partenaire qui a confirmé ou qu’une source "
    "publique nomme. Un réglage les montre tous.",
    "Un projet compte dans chacun de ses pays, de ses thématiques, de ses objectifs, de ses dispositifs et dans chaque année où il "
    "court : ces tableaux ne s’additionnent pas. Les autres s’additionnent, et leur somme est le total.",
    "Un montant n’est compté que s’il est connu ; quand deux sources diffèrent, il attend que l’équipe tranche et ne compte nulle part. "
    "Les budgets et les soutiens sont ceux des projets entiers, même quand un projet dure plusieurs années ou touche plusieurs pays : "
    "une période ou un pays choisi garde le montant entier de chaque projet qui le touche, non la part qui lui revient.",
    "Un projet est multi-acteurs quand des acteurs de plusieurs collèges y participent.",
)
