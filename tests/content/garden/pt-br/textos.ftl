button-home = Início
