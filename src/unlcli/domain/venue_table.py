"""Known venues, as data: `short name | kind | other spellings and the words of full titles, separated by ;`.

`c` is a conference series, `j` a journal, `p` a preprint server. A phrase of three or more words is also looked for
inside longer titles ("Proceedings of the 62nd Annual Meeting of the Association for Computational Linguistics").
Sources: the series' own sites and DBLP's venue names. `unl.toml` adds to it under `[venues]`.
"""

ROWS = """
arXiv | p | CoRR; arXiv preprint; arXiv.org; arXiv e-prints; Computing Research Repository
bioRxiv | p |
medRxiv | p |
SSRN | p | SSRN Electronic Journal; Social Science Research Network
ChemRxiv | p |
PsyArXiv | p | PsyArXiv Preprints
OSF Preprints | p | OSF; Open Science Framework
SocArXiv | p |
EarthArXiv | p |
EdArXiv | p |
engrXiv | p | Engineering Archive
TechRxiv | p |
Research Square | p | Research Square Platform LLC
Preprints.org | p | Preprints
Authorea | p | Authorea Preprints
HAL | p |
ACL | c | Annual Meeting of the Association for Computational Linguistics; Association for Computational Linguistics
EMNLP | c | Empirical Methods in Natural Language Processing; Conference on Empirical Methods in Natural Language Processing; EMNLP-IJCNLP; EMNLP-CoNLL
NAACL | c | North American Chapter of the Association for Computational Linguistics; Nations of the Americas Chapter of the Association for Computational Linguistics; NAACL-HLT; HLT-NAACL
EACL | c | European Chapter of the Association for Computational Linguistics
AACL | c | Asia-Pacific Chapter of the Association for Computational Linguistics; AACL-IJCNLP; IJCNLP-AACL
COLING | c | International Conference on Computational Linguistics; Conference on Computational Linguistics; LREC-COLING
CoNLL | c | Computational Natural Language Learning; Conference on Computational Natural Language Learning
LREC | c | Language Resources and Evaluation Conference; International Conference on Language Resources and Evaluation
IJCNLP | c | International Joint Conference on Natural Language Processing
SemEval | c | International Workshop on Semantic Evaluation
INLG | c | International Natural Language Generation Conference
COLM | c | Conference on Language Modeling
NeurIPS | c | NIPS; Advances in Neural Information Processing Systems; Neural Information Processing Systems; Conference on Neural Information Processing Systems; Annual Conference on Neural Information Processing Systems
ICML | c | International Conference on Machine Learning
ICLR | c | International Conference on Learning Representations
AISTATS | c | Artificial Intelligence and Statistics; International Conference on Artificial Intelligence and Statistics
UAI | c | Uncertainty in Artificial Intelligence; Conference on Uncertainty in Artificial Intelligence
COLT | c | Conference on Learning Theory; Annual Conference on Learning Theory; Computational Learning Theory
ALT | c | Algorithmic Learning Theory
ACML | c | Asian Conference on Machine Learning
CoRL | c | Conference on Robot Learning
MLSys | c | Machine Learning and Systems; Conference on Machine Learning and Systems; SysML
LoG | c | Learning on Graphs Conference; Learning on Graphs
CoLLAs | c | Conference on Lifelong Learning Agents
CLeaR | c | Conference on Causal Learning and Reasoning
SaTML | c | IEEE Conference on Secure and Trustworthy Machine Learning; Secure and Trustworthy Machine Learning
AutoML | c | International Conference on Automated Machine Learning; AutoML Conference
AAAI | c | AAAI Conference on Artificial Intelligence; National Conference on Artificial Intelligence
IJCAI | c | International Joint Conference on Artificial Intelligence; International Joint Conferences on Artificial Intelligence; IJCAI-ECAI
ECAI | c | European Conference on Artificial Intelligence
AAMAS | c | Autonomous Agents and Multiagent Systems; International Conference on Autonomous Agents and Multiagent Systems
KDD | c | SIGKDD; Knowledge Discovery and Data Mining; ACM SIGKDD Conference on Knowledge Discovery and Data Mining; ACM SIGKDD; ACM KDD
PAKDD | c | Pacific-Asia Conference on Knowledge Discovery and Data Mining; Advances in Knowledge Discovery and Data Mining
ECML PKDD | c | ECML; PKDD; ECML-PKDD; ECML/PKDD; Machine Learning and Knowledge Discovery in Databases; European Conference on Machine Learning
ICDM | c | IEEE International Conference on Data Mining; International Conference on Data Mining
SDM | c | SIAM International Conference on Data Mining
CIKM | c | Information and Knowledge Management; Conference on Information and Knowledge Management
WSDM | c | Web Search and Data Mining; ACM International Conference on Web Search and Data Mining
WWW | c | The Web Conference; TheWebConf; Web Conference; International World Wide Web Conference; ACM Web Conference; World Wide Web Conference; International Conference on World Wide Web
SIGIR | c | Research and Development in Information Retrieval; ACM SIGIR
ECIR | c | European Conference on Information Retrieval; Advances in Information Retrieval
RecSys | c | ACM Conference on Recommender Systems; ACM RecSys; Conference on Recommender Systems
ICTIR | c | International Conference on the Theory of Information Retrieval
CVPR | c | Computer Vision and Pattern Recognition; Conference on Computer Vision and Pattern Recognition; IEEE/CVF CVPR
ICCV | c | International Conference on Computer Vision; IEEE International Conference on Computer Vision; IEEE/CVF ICCV
ECCV | c | European Conference on Computer Vision
WACV | c | Winter Conference on Applications of Computer Vision
BMVC | c | British Machine Vision Conference
ACCV | c | Asian Conference on Computer Vision
MICCAI | c | Medical Image Computing and Computer Assisted Intervention; Medical Image Computing and Computer-Assisted Intervention
ISBI | c | International Symposium on Biomedical Imaging
MIDL | c | Medical Imaging with Deep Learning
ACM Multimedia | c | ACM MM; ACMMM; ACM International Conference on Multimedia; International Conference on Multimedia
ICME | c | International Conference on Multimedia and Expo
ICIP | c | International Conference on Image Processing
ICPR | c | International Conference on Pattern Recognition
3DV | c | International Conference on 3D Vision
SIGGRAPH | c | ACM SIGGRAPH
SIGGRAPH Asia | c | ACM SIGGRAPH Asia
ICASSP | c | Acoustics, Speech and Signal Processing; International Conference on Acoustics, Speech, and Signal Processing
Interspeech | c | Annual Conference of the International Speech Communication Association; Conference of the International Speech Communication Association
ISWC | c | International Semantic Web Conference
ESWC | c | Extended Semantic Web Conference; European Semantic Web Conference
ASRU | c | Automatic Speech Recognition and Understanding
ICRA | c | International Conference on Robotics and Automation
IROS | c | Intelligent Robots and Systems; International Conference on Intelligent Robots and Systems
RSS | c | Robotics: Science and Systems
CHI | c | Human Factors in Computing Systems; CHI Conference on Human Factors in Computing Systems; ACM CHI
UIST | c | User Interface Software and Technology
CSCW | c | Computer-Supported Cooperative Work
FAccT | c | Fairness, Accountability, and Transparency; ACM Conference on Fairness, Accountability, and Transparency; FAT*
AIES | c | AI, Ethics, and Society; AAAI/ACM Conference on AI, Ethics, and Society
USENIX Security | c | USENIX Security Symposium; Usenix Sec; USENIX Sec.
USENIX ATC | c | USENIX Annual Technical Conference; ATC
OSDI | c | Operating Systems Design and Implementation; USENIX OSDI
NSDI | c | Networked Systems Design and Implementation; USENIX NSDI
FAST | c | File and Storage Technologies; USENIX FAST
SOSP | c | Symposium on Operating Systems Principles; ACM SOSP
EuroSys | c | European Conference on Computer Systems
ASPLOS | c | Architectural Support for Programming Languages and Operating Systems
ISCA | c | International Symposium on Computer Architecture
MICRO | c | International Symposium on Microarchitecture
HPCA | c | High-Performance Computer Architecture; High Performance Computer Architecture
SC | c | International Conference for High Performance Computing, Networking, Storage and Analysis; Supercomputing
DAC | c | Design Automation Conference
CCS | c | ACM CCS; Computer and Communications Security; Conference on Computer and Communications Security
IEEE S&P | c | S&P; IEEE SP; Oakland; IEEE Symposium on Security and Privacy; Symposium on Security and Privacy; SP
EuroS&P | c | European Symposium on Security and Privacy
NDSS | c | Network and Distributed System Security; Network and Distributed System Security Symposium
PoPETs | j | PETS; Privacy Enhancing Technologies; Proceedings on Privacy Enhancing Technologies
AsiaCCS | c | Asia Conference on Computer and Communications Security
ACSAC | c | Annual Computer Security Applications Conference
ESORICS | c | European Symposium on Research in Computer Security
RAID | c | Research in Attacks, Intrusions and Defenses
CRYPTO | c | Advances in Cryptology - CRYPTO; Annual International Cryptology Conference
EUROCRYPT | c | Theory and Applications of Cryptographic Techniques; Advances in Cryptology - EUROCRYPT
ASIACRYPT | c | Theory and Application of Cryptology and Information Security; Advances in Cryptology - ASIACRYPT
ICSE | c | International Conference on Software Engineering
FSE | c | ESEC/FSE; Foundations of Software Engineering; ACM SIGSOFT Symposium on the Foundations of Software Engineering
ASE | c | Automated Software Engineering; International Conference on Automated Software Engineering
ISSTA | c | Software Testing and Analysis; International Symposium on Software Testing and Analysis
MSR | c | Mining Software Repositories
CAV | c | Computer Aided Verification; Computer-Aided Verification; International Conference on Computer Aided Verification
TACAS | c | Tools and Algorithms for the Construction and Analysis of Systems
VMCAI | c | Verification, Model Checking, and Abstract Interpretation
ESOP | c | European Symposium on Programming
APLAS | c | Asian Symposium on Programming Languages and Systems
PLDI | c | Programming Language Design and Implementation
POPL | c | Principles of Programming Languages
OOPSLA | c | Object-Oriented Programming, Systems, Languages, and Applications
SIGMOD | c | ACM SIGMOD; Management of Data; International Conference on Management of Data; SIGMOD Conference
VLDB | c | Very Large Data Bases
PVLDB | j | Proceedings of the VLDB Endowment; Proc. VLDB Endow.
ICDE | c | International Conference on Data Engineering
EDBT | c | Extending Database Technology
STOC | c | Symposium on Theory of Computing
FOCS | c | Foundations of Computer Science
MFCS | c | Mathematical Foundations of Computer Science
SODA | c | Symposium on Discrete Algorithms
ICALP | c | Colloquium on Automata, Languages, and Programming
SIGCOMM | c | ACM SIGCOMM
INFOCOM | c | IEEE INFOCOM; Conference on Computer Communications
MobiCom | c | Mobile Computing and Networking
GECCO | c | Genetic and Evolutionary Computation Conference
IJCNN | c | International Joint Conference on Neural Networks
ICANN | c | International Conference on Artificial Neural Networks; Artificial Neural Networks and Machine Learning
ICONIP | c | International Conference on Neural Information Processing
PPSN | c | Parallel Problem Solving from Nature; International Conference on Parallel Problem Solving from Nature
JELIA | c | European Conference on Logics in Artificial Intelligence; Logics in Artificial Intelligence
IJCAR | c | International Joint Conference on Automated Reasoning
ISMIR | c | International Society for Music Information Retrieval; International Society for Music Information Retrieval Conference
CogSci | c | Annual Meeting of the Cognitive Science Society
TMLR | j | Transactions on Machine Learning Research; Trans. Mach. Learn. Res.
JMLR | j | Journal of Machine Learning Research; J. Mach. Learn. Res.
TACL | j | Transactions of the Association for Computational Linguistics; Trans. Assoc. Comput. Linguistics
JAIR | j | Journal of Artificial Intelligence Research; J. Artif. Intell. Res.
TPAMI | j | PAMI; IEEE Transactions on Pattern Analysis and Machine Intelligence; IEEE Trans. Pattern Anal. Mach. Intell.; T-PAMI; IEEE TPAMI
IJCV | j | International Journal of Computer Vision; Int. J. Comput. Vis.
TIP | j | IEEE Transactions on Image Processing; IEEE Trans. Image Process.
TMI | j | IEEE Transactions on Medical Imaging; IEEE Trans. Medical Imaging
TKDE | j | IEEE Transactions on Knowledge and Data Engineering; IEEE Trans. Knowl. Data Eng.
TNNLS | j | IEEE Transactions on Neural Networks and Learning Systems; IEEE Trans. Neural Networks Learn. Syst.
TIFS | j | IEEE Transactions on Information Forensics and Security; IEEE Trans. Inf. Forensics Secur.
TDSC | j | IEEE Transactions on Dependable and Secure Computing
TOIS | j | ACM Transactions on Information Systems; ACM Trans. Inf. Syst.
TIST | j | ACM Transactions on Intelligent Systems and Technology
TKDD | j | ACM Transactions on Knowledge Discovery from Data
TOG | j | ACM Transactions on Graphics; ACM Trans. Graph.
TSE | j | IEEE Transactions on Software Engineering
TOSEM | j | ACM Transactions on Software Engineering and Methodology
ACM Computing Surveys | j | CSUR; ACM CSUR; ACM Comput. Surv.
Communications of the ACM | j | CACM; Commun. ACM
Machine Learning | j | Mach. Learn.
Machine Learning: Science and Technology | j | Mach. Learn. Sci. Technol.
Cognitive Science | j | Cogn. Sci.
Journal of Web Semantics | j | J. Web Semant.
Semantic Web Journal | j | Semant. Web
RA-L | j | IEEE Robotics and Automation Letters; IEEE Robot. Autom. Lett.
Neural Computation | j | Neural Comput.
Neural Computing and Applications | j | Neural Comput. Appl.
Data Mining and Knowledge Discovery | j | Data Min. Knowl. Discov.
Neural Networks | j |
Neurocomputing | j |
Pattern Recognition | j | Pattern Recognit.
Pattern Recognition Letters | j | Pattern Recognit. Lett.
Artificial Intelligence | j | Artif. Intell.
Artificial Intelligence Review | j | Artif. Intell. Rev.
Information Fusion | j |
Knowledge-Based Systems | j | Knowl. Based Syst.
Expert Systems with Applications | j | Expert Syst. Appl.
Computational Linguistics | j | Comput. Linguistics
Medical Image Analysis | j | Medical Image Anal.; MedIA
IEEE Access | j |
Proceedings of the IEEE | j | Proc. IEEE
Science | j |
Science Advances | j |
Nature | j |
Nature Medicine | j |
Nature Communications | j | Nat. Commun.
Nature Machine Intelligence | j | Nat. Mach. Intell.; NMI
Nature Methods | j |
Nature Physics | j |
Nature Biotechnology | j |
Nature Reviews Physics | j |
Scientific Reports | j | Sci. Rep.
PNAS | j | Proceedings of the National Academy of Sciences; Proceedings of the National Academy of Sciences of the United States of America; Proc. Natl. Acad. Sci.
PLOS ONE | j | PLoS ONE
npj Digital Medicine | j |
JAMA | j |
The Lancet | j | Lancet
Cell | j |
Patterns | j |
Physical Review Letters | j | Phys. Rev. Lett.; PRL
Physical Review D | j | Phys. Rev. D
MNRAS | j | Monthly Notices of the Royal Astronomical Society; Mon. Not. Roy. Astron. Soc.
The Astrophysical Journal | j | Astrophysical Journal; ApJ
Astronomy & Astrophysics | j | Astronomy and Astrophysics; A&A
JCAP | j | Journal of Cosmology and Astroparticle Physics
JHEP | j | Journal of High Energy Physics
"""
