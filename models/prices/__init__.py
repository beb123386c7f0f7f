"""The price list of paid services (《有偿服务项目价目表》): items, their versions, what a service costs, and how people name it (R058, R064)."""
