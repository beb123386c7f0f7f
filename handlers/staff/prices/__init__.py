"""The price list (有偿服务项目价目表) in the staff bot."""
