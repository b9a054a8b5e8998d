### Sources. A link only where the address is stable; a title only where it is known, else what the text is about.

## When to get help

source-epilepsy-society = Epilepsy Society: page on when to dial 999.
source-swast = South Western Ambulance Service: page on when to call 999.
source-fast = Barton Family Practice (NHS): page on the FAST test for stroke.
source-nhs-seizure = NHS: page on seizures.
source-nhs-twitching = NHS: page on twitching eyes and muscles (read as a mirror copy).
source-nhs-mnd = NHS: page on motor neurone disease.
source-nhs-preeclampsia = NHS: page on pre-eclampsia.
source-ng127 = NICE guideline <a href="https://www.nice.org.uk/guidance/ng127">NG127</a>: suspected nerve and brain conditions.
source-ng217 = NICE guideline <a href="https://www.nice.org.uk/guidance/ng217">NG217</a>: epilepsy.
source-cg100 = NICE guideline <a href="https://www.nice.org.uk/guidance/cg100">CG100</a>: alcohol problems.
source-mayo-serotonin = Mayo Clinic: text on serotonin syndrome (read as a mirror copy).
source-hypocalcaemia = Medical reference texts on low blood calcium.

## Twitches and jerks

source-medlineplus = MedlinePlus: page on muscle twitching.
source-mayo-myoclonus = Mayo Clinic: text on myoclonus (read as a mirror copy).
source-myoclonus-review = Review of myoclonus, <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5575623/">PMC5575623</a>.
source-fasciculation-review = Article on fasciculations and where they start, <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4192433/">PMC4192433</a>.
source-kojovic-2011 = Kojovic and others, 2011: review of myoclonus.
source-blexrud = Blexrud and others, Mayo Clinic: follow-up of people with benign twitches (read as a summary on aboutbfs.com).
source-bfs-2017 = Study of benign fasciculation syndrome, Neurology, 2017, abstract S45.007.
source-bfs-2024 = Mattiuzzi and Lippi, Neurological Sciences, 2024: review of benign fasciculation syndrome, <a href="https://doi.org/10.1007/s10072-024-07867-0">doi 10.1007/s10072-024-07867-0</a>.
source-young-feet = Study of twitches in healthy young people, EEG Clin Neurophysiol, 1994, <a href="https://pubmed.ncbi.nlm.nih.gov/7515791/">PMID 7515791</a>.
source-caviness-1999 = Caviness and others, Mayo Clinic Proceedings, 1999: how common myoclonus is.
source-piasecki-2016 = Piasecki and others, 2016: motor units and age, <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4889636/">PMC4889636</a>.
source-ms-trust = MS Trust: text on stiffness, spasms and jerking in multiple sclerosis.

## Salts, food and drink

source-eyelid-study = Study of eyelid twitching and blood salts, 2023–24.
source-cochrane-magnesium = Cochrane review CD009402, 2020: magnesium for muscle cramps, <a href="https://doi.org/10.1002/14651858.CD009402.pub3">doi 10.1002/14651858.CD009402.pub3</a>.
source-magnesium-limits = US Office of Dietary Supplements and NHS on magnesium (read in texts by others).
source-nhs-b12 = NHS on vitamin B12 (read in texts by others).
source-nhs-fluids = NHS: page on fluids and drinks (read as a mirror copy).
source-valtin-2002 = Valtin, American Journal of Physiology, 2002, page R993: the rule about glasses of water.
source-miller-2015 = Miller, 2015: cramps and drinking in sport, <a href="https://doi.org/10.1249/JSR.0000000000000183">doi 10.1249/JSR.0000000000000183</a>.
source-miller-2022 = Miller and others, 2022: exercise and cramps, <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8775277/">PMC8775277</a>.
source-robergs = Robergs and others: lactic acid and exercise.
source-heart-failure-matters = Heart Failure Matters (heartfailurematters.org): fluid advice.

## Medicines, caffeine and sleep

source-rissardo-2025 = Rissardo and others, Medicina 2025;61:131: medicines and myoclonus.
source-janssen-2017 = Janssen and others, 2017: medicines and myoclonus, <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5533847/">PMC5533847</a>.
source-gabapentin-2023 = Review of gabapentin and unwanted movements, Medicines 2023;10:52.
source-bz-guide = NHS Scotland, Right Decisions: guide to stopping benzodiazepines and z-drugs.
source-efsa-2015 = European Food Safety Authority, 2015: safety of caffeine.
source-drake-2013 = Drake and others, 2013: caffeine before bed, <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3805807/">PMC3805807</a>.
source-gardiner-2023 = Gardiner and others, 2023: review of caffeine and sleep, <a href="https://pubmed.ncbi.nlm.nih.gov/36870101/">PMID 36870101</a>.
source-nsf-2023 = Sletten and others, National Sleep Foundation, 2023: regular sleep, <a href="https://pubmed.ncbi.nlm.nih.gov/37684151/">PMID 37684151</a>.
source-hypnic-2018 = Review of sleep starts (hypnic jerks), Springer, 2018.
source-hypnic-pmc = Article on hypnic jerks, <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC10461585/">PMC10461585</a>.
source-hse = UK Health and Safety Executive: page on breaks at screen work.

## The check

source-drinkaware = Drinkaware: page on alcohol withdrawal symptoms.
source-organophosphates = StatPearls: text on organophosphate poisoning.
source-nhs-tetanus = Text on tetanus, taken from the NHS.
